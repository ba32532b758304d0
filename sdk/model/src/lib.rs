//! Every wire type of Lotse: parse, validate, upgrade.
