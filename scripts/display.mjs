/** Linux without a display server has nowhere to show a window; other systems are taken to have a desktop. */
export const hasDisplay = (platform, environment) =>
  platform !== "linux" || Boolean(environment.DISPLAY || environment.WAYLAND_DISPLAY);
