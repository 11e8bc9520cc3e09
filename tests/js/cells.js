const signal = (role) => (name) => ({ name, title: name, role, range: [null, null] });
const cell = (name, states, gates, candidates, others) => ({
  name,
  title: name,
  states: [...states],
  signals: [...[...gates].map(signal("gate")), ...[...candidates].map(signal("candidate")), ...[...others].map(signal("state"))],
});

/** The cells, as the page's data describes them. */
export const CELLS = {
  dense: cell("dense", "", "", "", "h"),
  rnn: cell("rnn", "h", "", "", "h"),
  lstm: cell("lstm", "hc", "ifo", "g", "ch"),
  gru: cell("gru", "h", "rz", "n", "h"),
};
