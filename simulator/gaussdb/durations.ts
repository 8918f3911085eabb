/** How long things take in the simulated cloud, in simulated seconds. */
export const durations = {
  createInstance: 15 * 60,
  firstBackup: 2 * 60,
  deleteInstance: 3 * 60,
  createNode: 7 * 60,
  deleteNode: 2 * 60,
  resizeFlavor: 8 * 60,
  restart: 90,
  switchover: 60,
  backup: 3 * 60,
  restore: 6 * 60,
  restoreTables: 2 * 60,
  enableProxy: 4 * 60,
  changeProxyNodes: 2 * 60,
  changeProxyFlavor: 3 * 60,
  disableProxy: 60,
  applyTemplate: 60,
  updateTemplate: 3,
  smallChange: 60,
  changePriority: 10,
  extendVolume: 2 * 60,
  upgradeKernel: 10 * 60,
  changeDatabases: 10,
  /** New databases are refused for this long after read replicas were added. */
  settleReplicas: 5,
  /** A new user cannot be granted anything for this long. */
  settleUser: 5,
  createHtapInstance: 10 * 60,
  deleteHtapInstance: 2 * 60,
  /** A synchronization task that a check has made is looked at after this long. */
  lookAtReplication: 5,
  changeReplication: 20,
  copyDatabase: 90,
  /** A job is unknown to its query for this long. */
  jobInvisible: 5,
  /** And it is forgotten after a month. */
  jobKept: 30 * 24 * 3600,
} as const;
