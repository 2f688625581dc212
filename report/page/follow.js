"use strict";
// Loads the page again when its server says that something has changed.
new EventSource("/changes").addEventListener("message", (event) => {
  if (event.data !== "STATE") location.reload();
});
