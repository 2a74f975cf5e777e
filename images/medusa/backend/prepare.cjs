require("./src/prepare/main");
