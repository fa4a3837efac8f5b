return {
  id = "rusak",
  name = "Kabupaten Rusak",
}
