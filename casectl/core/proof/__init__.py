"""What proves a record to somebody who was not there: packs, seals, signatures."""
