"""Who may work at the desk: passwords, one-time codes, passkeys, sessions and what slows down whoever guesses."""
