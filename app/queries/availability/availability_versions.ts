export type Mark = [subject: string, mark: string]

/**
 * The marks of a business, of its services and of its hosts, as a JSON list. Each change makes a new
 * mark: of the business, where it is what its pages say or when its hosts work; of the host, where it
 * is a claim; of the service, where it is a session.
 */
export const marksWhere = (condition: string) => `
  select coalesce(json_agg(json_build_array(concat(subject, subject_id), id) order by id), '[]')
    as marks
  from availability_marks where ${condition}`

/** Those of the table `businesses`'s row. */
export const MARKS = `(${marksWhere('business_id = businesses.id')})`

/** Those of the table `services`'s row alone: of its business, itself and its hosts. */
export const MARKS_OF_SERVICE = `(${marksWhere(`business_id = businesses.id
  and (subject = 'business' or subject = 'service' and subject_id = services.id
    or subject = 'host' and subject_id in (
      select host_id from service_hosts where service_id = services.id))`)})`

/** What tells one state of a business's pages and calendars from every other. */
export class Versions {
  /**
   * While it is the same, so is all that the business has on offer, but for the clock. Null where
   * the marks are those of one service: then what depends on others is not known.
   */
  readonly everything: string | null
  /** Of what its pages say and when its hosts work. */
  readonly catalogue: string
  readonly #calendars = new Map<string, string>()

  constructor(marks: readonly Mark[], { areAll = true } = {}) {
    const joined = (some: readonly Mark[]) => some.map(([, mark]) => mark).join()
    this.everything = areAll ? joined(marks) : null
    this.catalogue = joined(marks.filter(([subject]) => subject.startsWith('business')))
    for (const [subject, mark] of marks) {
      this.#calendars.set(subject, `${this.#calendars.get(subject) ?? ''} ${mark}`)
    }
  }

  /** Of a service's sessions. */
  sessionsOf(serviceId: number): string {
    return this.#calendars.get(`service${serviceId}`) ?? ''
  }

  /** Of a host's claims. */
  calendarOf(hostId: number): string {
    return this.#calendars.get(`host${hostId}`) ?? ''
  }
}
