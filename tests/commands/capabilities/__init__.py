"""What works on which endpoint with which key, asked of the mock gateway and written for the pages."""
