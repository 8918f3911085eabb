// Pulumi's SDK loads a TypeScript compiler and npm's dependency resolver, half of its start-up time, which only the
// serialization of closures needs. Preloaded into the children, this loads them when something of them is used.
const Module = require("node:module");

const load = Module._load;
const heavy = /(^@npmcli\/arborist|\/typescript-shim)$/;

Module._load = function (request, ...rest) {
  if (!heavy.test(request)) return load.call(this, request, ...rest);
  let loaded;
  return new Proxy(
    {},
    {
      get(_, key) {
        if (key === "__esModule") return true;
        loaded ??= load.call(this, request, ...rest);
        return loaded[key];
      },
    },
  );
};
