"""CAN frames in, VSS signals out; commands in, CAN frames out, through the gate."""
