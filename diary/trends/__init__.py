"""A diary over weeks: one nutrient week by week, what gave it, the gut topics, and how the days felt."""
