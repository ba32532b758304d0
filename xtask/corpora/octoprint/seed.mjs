// What an OctoPrint is filled with before it starts, and through its own client afterwards. A: two tools, a heated bed, an SD card, a
// webcam. B: another printer (one tool, nothing heated but that, no SD card, no webcam), other files and people, some things switched off.
import fs from "node:fs";
import path from "node:path";

export const PASSWORD = "x";

const LAYER = Array.from({ length: 40 }, (_, at) => `G1 X${10 + ((at * 7) % 60)} Y${10 + ((at * 11) % 60)} E${at / 4}`).join("\n");
const layers = (height) => Array.from({ length: height }, (_, at) => `G1 Z${(at + 1) * 0.2}\n${LAYER}`).join("\n");
const gcode = (height) => `; ${height} layers\nG28\nG90\n${layers(height)}\nM104 S0\n`;

const DATA = {
  A: {
    files: { "bracket.gcode": 4, "gear.gcode": 9, "holder.gcode": 6, "tests/cube.gcode": 2 },
    films: ["bracket_20240301101500.mp4", "gear_20240302080000.mp4", "holder_20240305171000.mp4"],
    printer: {
      name: "Workshop",
      model: "MK3",
      extruder: { count: 2, offsets: [[0, 0], [20, 0]], nozzleDiameter: 0.4, sharedNozzle: false },
      heatedBed: true,
      volume: { width: 220, depth: 200, height: 210, formFactor: "rectangular", origin: "lowerleft", custom_box: false },
    },
    otherPrinter: { id: "spare", name: "Spare", model: "Delta" },
    people: ["mara", "tomas"],
    settings: {
      appearance: { name: "Workshop", color: "default" },
      feature: { sdSupport: true, temperatureGraph: true },
      temperature: {
        profiles: [
          { name: "ABS", extruder: 210, bed: 100 },
          { name: "PLA", extruder: 180, bed: 60 },
          { name: "PETG", extruder: 230, bed: 80 },
        ],
      },
      webcam: {
        webcamEnabled: true,
        timelapseEnabled: true,
        stream: "/static/img/tentacle-20x20.png",
        snapshot: "http://127.0.0.1:1/snapshot",
        ffmpeg: "/bin/true",
        timelapse: { type: "timed", options: { interval: 10 }, fps: 25, postRoll: 0 },
      },
      controls: [
        {
          name: "Maintenance",
          layout: "horizontal",
          children: [
            { name: "Level the bed", command: "G29" },
            { name: "Lights", command: "M355 S1" },
          ],
        },
      ],
      server: { commands: { systemShutdownCommand: "true", systemRestartCommand: "true", serverRestartCommand: "true" } },
      plugins: { _disabled: [] },
    },
    selected: "gear.gcode",
  },
  B: {
    files: {
      "antenna.gcode": 3,
      "clamp_v2.gcode": 12,
      "duct.gcode": 5,
      "elbow.gcode": 7,
      "frame.gcode": 2,
      "parts/knob.gcode": 2,
      "spares/lid.gcode": 2,
    },
    films: ["duct_20250904120000.mp4", "elbow_20250911093000.mp4", "frame_20250912070000.mp4", "knob_20250914200000.mp4"],
    printer: {
      name: "Laboratory",
      model: "Resin",
      extruder: { count: 1, offsets: [[0, 0]], nozzleDiameter: 0.6, sharedNozzle: false },
      heatedBed: false,
      volume: { width: 120, depth: 120, height: 150, formFactor: "circular", origin: "center", custom_box: false },
    },
    otherPrinter: { id: "loan", name: "On loan", model: "Cartesian" },
    people: ["ines", "otto", "pavel"],
    settings: {
      appearance: { name: "Laboratory", color: "green", components: { disabled: { settings: ["terminalfilters", "folders"] } } },
      feature: { sdSupport: false, temperatureGraph: false },
      temperature: { profiles: [{ name: "Wax", extruder: 140, bed: 0 }] },
      webcam: {
        webcamEnabled: false,
        timelapseEnabled: true,
        stream: "/static/img/tentacle-20x20.png",
        snapshot: "http://127.0.0.1:1/snapshot",
        ffmpeg: "/bin/true",
        timelapse: { type: "off", options: {}, fps: 25, postRoll: 0 },
      },
      controls: [{ name: "Cleaning", layout: "vertical", children: [{ name: "Rinse", command: "M106 S90" }] }],
      server: { commands: { serverRestartCommand: "true" } },
      plugins: { _disabled: ["announcements", "gcodeviewer", "backup"] },
    },
    selected: "duct.gcode",
  },
};

// Who may do what. Each lacks single things that stand beside what it may do.
const words = (text) => text.trim().split(/\s+/);
const ROLES = {
  // Runs prints, but neither brings nor takes files away.
  operator: words(`
    STATUS CONNECTION WEBCAM FILES_LIST FILES_DOWNLOAD FILES_SELECT PRINT GCODE_VIEWER MONITOR_TERMINAL CONTROL TIMELAPSE_LIST
    TIMELAPSE_DOWNLOAD SETTINGS_READ
  `),
  // Keeps the files, but does not touch the printer.
  archivist: words(`
    STATUS WEBCAM FILES_LIST FILES_DOWNLOAD FILES_UPLOAD FILES_DELETE MONITOR_TERMINAL TIMELAPSE_LIST TIMELAPSE_DOWNLOAD
    TIMELAPSE_DELETE SETTINGS_READ
  `),
  // Sets the application up, but does not run the machine below it and installs nothing.
  keeper: words(`
    STATUS CONNECTION FILES_LIST FILES_UPLOAD FILES_SELECT MONITOR_TERMINAL TIMELAPSE_LIST TIMELAPSE_ADMIN SETTINGS_READ SETTINGS
    PLUGIN_PLUGINMANAGER_LIST
  `),
};

/** Writes the files of a server that has not started yet. */
export function write(folder, data) {
  const { files, films, settings } = DATA[data];
  fs.rmSync(folder, { recursive: true, force: true });
  for (const [name, height] of Object.entries(files)) {
    const file = path.join(folder, "uploads", name);
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(file, gcode(height));
  }
  fs.mkdirSync(path.join(folder, "timelapse"), { recursive: true });
  films.forEach((name, at) => fs.writeFileSync(path.join(folder, "timelapse", name), Buffer.alloc(30_000 * (at + 1))));
  // JSON is YAML.
  const config = {
    ...settings,
    accessControl: { enabled: true },
    gcodeAnalysis: { runAt: "never" },
    serial: { port: "VIRTUAL", baudrate: 115200, autoconnect: false },
    server: {
      ...settings.server,
      firstRun: false,
      onlineCheck: { enabled: false },
      pluginBlacklist: { enabled: false },
      ipCheck: { enabled: false },
      seenWizards: { corewizard: 99, backup: 99, tracking: 99, errortracking: 99, classicwebcam: 99, softwareupdate: 99 },
    },
    plugins: {
      ...settings.plugins,
      virtual_printer: { enabled: true, numExtruders: DATA[data].printer.extruder.count, hasBed: DATA[data].printer.heatedBed },
      tracking: { enabled: false },
      errortracking: { enabled: false },
      softwareupdate: { ignore_throttled: true },
      discovery: { upnpUuid: "11111111-2222-3333-4444-555555555555" },
    },
  };
  fs.writeFileSync(path.join(folder, "config.yaml"), JSON.stringify(config, null, 1));
}

/** What only a running server takes. Evaluated in the page of the administrator. */
export async function fill(page, data) {
  const { people, printer, otherPrinter, selected } = DATA[data];
  await page.evaluate(
    async ([roles, people, printer, otherPrinter, selected, password]) => {
      const { OctoPrint } = window;
      const ask = (what) => what.then((reply) => reply, (reply) => Promise.reject(new Error(`${reply.status}: ${reply.responseText}`)));
      const known = new Set((await ask(OctoPrint.access.permissions.list())).permissions.map((one) => one.key));
      for (const [key, permissions] of Object.entries(roles)) {
        const name = key[0].toUpperCase() + key.slice(1);
        const allowed = permissions.filter((one) => known.has(one));
        await ask(OctoPrint.access.groups.add({ key, name, description: name, permissions: allowed, subgroups: [], default: false }));
        await ask(OctoPrint.access.users.add({ name: key, password, active: true, admin: false, groups: [key], permissions: [] }));
      }
      const anybody = { key: "guests", description: "Anybody", permissions: [], subgroups: ["readonly"], default: false };
      await ask(OctoPrint.access.groups.update(anybody));
      for (const name of people) {
        await ask(OctoPrint.access.users.add({ name, password, active: true, admin: false, groups: ["users"], permissions: [] }));
      }
      await ask(OctoPrint.printerprofiles.update("_default", printer));
      await ask(OctoPrint.printerprofiles.add({ ...printer, ...otherPrinter }));
      await ask(OctoPrint.connection.connect({ port: "VIRTUAL", baudrate: 115200, printerProfile: "_default" }));
      const wait = (time) => new Promise((ready) => setTimeout(ready, time));
      for (let at = 0; at < 100; at++) {
        if ((await ask(OctoPrint.connection.getSettings())).current.state === "Operational") break;
        await wait(200);
      }
      await ask(OctoPrint.files.select("local", selected));
    },
    [ROLES, people, printer, otherPrinter, selected, PASSWORD],
  );
}
