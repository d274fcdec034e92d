write_capacity = 70
