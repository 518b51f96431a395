"""What Potluck itself is made with: locked packages, their licences, a bill of materials."""
