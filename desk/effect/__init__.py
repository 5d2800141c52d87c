"""What a draft would change in the reports of people: counted before it is published, nobody named."""
