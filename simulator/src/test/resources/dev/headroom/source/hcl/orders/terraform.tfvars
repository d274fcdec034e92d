stage          = "prod"
write_capacity = 60
