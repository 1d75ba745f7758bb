/** The preload script asks main for a port; main answers with one, and again with another when the host was restarted. */
export const connectChannel = "casefile:connect";
export const portChannel = "casefile:port";
/** Paths of dropped files, which only the preload script can know. */
export const dropChannel = "casefile:drop";
export const mainEventChannel = "casefile:main-event";
