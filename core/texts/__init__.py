"""Every sentence a person reads. ``say`` looks one up; modules beside this one lay out whole messages."""
