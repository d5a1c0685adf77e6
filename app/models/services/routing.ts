/** What a service asks before it shows times: the first answer that matches says who or what. */
export interface Routing {
  question: string
  /** In the order in which they are shown. */
  answers: RoutingAnswer[]
}

/** Leads to a host, to another service with all its hosts, or to anyone. */
export interface RoutingAnswer {
  text: string
  hostId: number | null
  serviceId: number | null
}
