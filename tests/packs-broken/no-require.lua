return capai.rules {
  id = "rusak",
}
