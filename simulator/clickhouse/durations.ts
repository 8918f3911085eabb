/** How long things take in the simulated cloud, in simulated seconds. */
export const durations = {
  provision: 120,
  start: 60,
  stop: 45,
  awake: 30,
  /** Servers restart one after the other. */
  rollingRestart: 90,
  /** A service that has just stopped cannot be deleted yet. */
  busyAfterStop: 20,
  terminate: 60,
  backup: 3 * 60,
  pipeUnknown: 5,
  pipeProvision: 60,
  pipeSetup: 30,
  snapshot: 10 * 60,
  /** A load of object storage that is read once. */
  load: 2 * 60,
  pipeStop: 30,
  pipeModify: 20,
  resync: 10,
  /** After an edit the answer still says `Paused` for this long. */
  resume: 2,
  /** The sizes of a pipe read 0 for this long after a change. */
  pipeScaling: 60,
  reverseEndpoint: 3 * 60,
  reverseEndpointRemoval: 2 * 60,
  /** A restore takes longer than an empty service. */
  restore: 25 * 60,
  cdcScaling: 3 * 60,
} as const;
