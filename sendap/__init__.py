"""One open system for special educational needs and alternative provision in England."""
