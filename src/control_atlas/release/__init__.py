"""Making a release: version and changelog stamped, an edition kept, exports with sums and a list of parts."""
