"""Records in the forms other tools read, all from the published envelope."""
