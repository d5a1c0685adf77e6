export type VersionRow = [subject: string, mark: string]

/** Pages and hours change the business's version, claims the host's, sessions the service's. */
export const versionsWhere = (condition: string) => `
  select coalesce(json_agg(json_build_array(concat(subject, subject_id), id) order by id), '[]')
    as marks
  from availability_marks where ${condition}`

export const VERSIONS = `(${versionsWhere('business_id = businesses.id')})`

export const VERSIONS_OF_SERVICE = `(${versionsWhere(`business_id = businesses.id
  and (subject = 'business' or subject = 'service' and subject_id = services.id
    or subject = 'host' and subject_id in (
      select host_id from service_hosts where service_id = services.id))`)})`

export class Versions {
  /** Null where only one service's versions were read: they do not tell of the others. */
  readonly everything: string | null
  readonly catalogue: string
  readonly #calendars = new Map<string, string>()

  constructor(marks: readonly VersionRow[], { areAll = true } = {}) {
    const joined = (some: readonly VersionRow[]) => some.map(([, mark]) => mark).join()
    this.everything = areAll ? joined(marks) : null
    this.catalogue = joined(marks.filter(([subject]) => subject.startsWith('business')))
    for (const [subject, mark] of marks) {
      this.#calendars.set(subject, `${this.#calendars.get(subject) ?? ''} ${mark}`)
    }
  }

  sessionsOf(serviceId: number): string {
    return this.#calendars.get(`service${serviceId}`) ?? ''
  }

  calendarOf(hostId: number): string {
    return this.#calendars.get(`host${hostId}`) ?? ''
  }
}
