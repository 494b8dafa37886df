"""What stands beside the table: outline on the left, findings and details on the right."""
