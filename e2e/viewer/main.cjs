// A bare Chromium window with the network off: what a reader's browser would make of a report.
const { app, BrowserWindow } = require("electron");

// Electron's advice to app authors would count as a message of the page.
process.env.ELECTRON_DISABLE_SECURITY_WARNINGS = "true";

app.commandLine.appendSwitch("no-sandbox");
app.whenReady().then(() => {
  const window = new BrowserWindow({ show: true, width: 1100, height: 900 });
  window.webContents.session.enableNetworkEmulation({ offline: true });
  window.loadURL("about:blank");
});
