"""What makes the weights in `compare/data`; not part of the package, since users train nothing."""
