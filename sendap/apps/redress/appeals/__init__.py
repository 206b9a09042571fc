"""Appeals: what was registered, the bundle, the working document, orders, complaints."""
