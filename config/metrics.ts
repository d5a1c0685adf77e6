import env from '#start/env'

export default {
  /** What a reader of /metrics brings as a bearer token; without one it is read at this machine only. */
  token: env.get('METRICS_TOKEN'),
}
