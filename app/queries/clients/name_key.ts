/** SQL of a client's name as it is compared: what they are found by, without their address. */
export const nameKeyOf = (client: string) => `(
  case when ${client}.email_key is null then ${client}.search_key
    else left(${client}.search_key, -(length(${client}.email_key) + 1)) end)`
