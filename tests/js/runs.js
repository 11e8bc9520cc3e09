/** Training runs with a hand on what they tell. */
export function runs() {
  const all = [];
  const settled = () => new Promise((resolve) => setImmediate(resolve));
  return {
    all,
    async *open(query, signal, silent) {
      const waiting = [];
      let wake = () => {};
      const say = async (one) => {
        waiting.push(one);
        wake();
        await settled();
      };
      signal.addEventListener("abort", () => say({ error: signal.reason }));
      all.push({
        query, signal, silent,
        tell: (name, data) => say({ name, data }),
        end: (networks, rest = {}) => say({ name: "end", data: { reason: "done", update: 60, networks, ...rest } }),
        fail: (error) => say({ error }),
      });
      for (;;) {
        while (waiting.length > 0) {
          const one = waiting.shift();
          if (one.error) throw one.error;
          yield one;
          if (one.name === "end") return;
        }
        await new Promise((resolve) => (wake = resolve));
      }
    },
  };
}
