"""Is it well: for machines that ask, for whoever runs the server, for Prometheus."""
