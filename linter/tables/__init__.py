"""What rules about tables share: problems from wrong cells, and the rows and tables that fixes write."""
