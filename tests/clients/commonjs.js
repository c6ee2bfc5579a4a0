// Loads a package of node_modules that was written for Node, so that a browser can run it unchanged.
const loaded = { axios: window.axios };

function source(path) {
  const request = new XMLHttpRequest();
  request.open("GET", path, false);
  request.send();
  return request.status === 200 ? request.responseText : null;
}

function load(path) {
  const found = [`${path}.js`, `${path}/index.js`].find((file) => loaded[file] || source(file) !== null);
  if (!loaded[found]) {
    const module = { exports: {} };
    loaded[found] = module.exports;
    const folder = found.slice(0, found.lastIndexOf("/"));
    const require = (name) => loaded[name] || load(new URL(name.replace(/\/$/, ""), `http://x${folder}/`).pathname);
    new Function("require", "module", "exports", source(found))(require, module, module.exports);
    loaded[found] = module.exports;
  }
  return loaded[found];
}
