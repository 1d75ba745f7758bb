import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { App } from "./app/App.tsx";
import { SessionContext } from "./app/session-context.ts";
import { connectBridge } from "./bridge/client.ts";
import { createSession } from "./state/session.ts";
import { connectSession } from "./state/connect-session.ts";
import { adoptColors } from "./styles/adopt-colors.ts";
import "./styles/tokens.css";
import "./styles/base.css";

const root = document.getElementById("root");
if (root === null) throw new Error("index.html has no #root");

adoptColors(document);
const session = createSession(connectBridge());
connectSession(session);
createRoot(root).render(
  <StrictMode>
    <SessionContext value={session}>
      <App />
    </SessionContext>
  </StrictMode>,
);
