require("./src/secrets/main");
