module.exports = {
  flowFile: 'flows.json',
  uiPort: @PORT@,
  uiHost: '127.0.0.1',
  httpAdminRoot: false,
  logging: { console: { level: 'info', metrics: false, audit: false } },
  functionExternalModules: false,
  diagnostics: { enabled: false },
  runtimeState: { enabled: false },
  telemetry: { enabled: false },
};
