// Waline listens on every address and has no setting for it: loaded first, this keeps it on this machine.
const { Server } = require('node:net');

const listen = Server.prototype.listen;

Server.prototype.listen = function (port, ...rest) {
  return typeof port === 'object' || Number.isNaN(Number(port))
    ? listen.call(this, port, ...rest)
    : listen.call(this, Number(port), '127.0.0.1', ...rest.filter((one) => typeof one === 'function'));
};
