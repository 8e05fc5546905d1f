"""The design's figures, measured on this machine: one module for each stage (see `cockpit bench --help`)."""
