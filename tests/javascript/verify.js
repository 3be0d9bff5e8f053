// Reads lines of {secret, headers, body}, and writes for each whether the library takes the webhook.
const { Webhook } = require("standardwebhooks");
const { createInterface } = require("node:readline");

createInterface({ input: process.stdin }).on("line", (line) => {
  const { secret, headers, body } = JSON.parse(line);
  try {
    console.log(JSON.stringify({ taken: new Webhook(secret).verify(body, headers) }));
  } catch (error) {
    console.log(JSON.stringify({ refused: error.message }));
  }
});
