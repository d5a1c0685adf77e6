/** Who looks at booking pages is counted in batches, beside the requests themselves. */
export default {
  /** So long after the first look, or as soon as there are so many, a batch is written. */
  writeAfterMs: 2_000,
  writeAtOnce: 200,

  /** While the database cannot be reached, no more than this is held. */
  mostHeld: 5_000,

  /** A visit goes on while its looks are no further apart. */
  visitMinutes: 30,

  /** Then a visit is forgotten. */
  keptMonths: 13,
}
