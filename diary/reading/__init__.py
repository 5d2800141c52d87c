"""A meal in words -> foods and amounts: meal is the whole, matching says which food, amounts how much."""
