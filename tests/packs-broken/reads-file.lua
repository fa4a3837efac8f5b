local handle = io.open("/etc/passwd")
