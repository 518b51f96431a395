"""What a textbook knows: which chapter needs which, and what a learner can show."""
