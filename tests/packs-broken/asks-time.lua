local year = os.date("%Y")
