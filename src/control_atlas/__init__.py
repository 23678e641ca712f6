"""Control Atlas: dated, cited records of controls on the AI supply chain."""
