import type { DatabaseQueryBuilderContract as QueryBuilder } from '@adonisjs/lucid/types/querybuilder'
import { digitsSearched } from '#formats/contacts/phone_numbers'
import { foldedText } from '#formats/words/text'
import { containing } from '#queries/containing'

/** Each word is part of the name, the address or the number; or all of it is one number. */
export function searchClients(clients: QueryBuilder, typed: string) {
  const words = typed.split(/\s+/).filter(Boolean)
  clients.where((any) => {
    any.where((all) => {
      for (const word of words) all.where((one) => findWord(one, word))
    })
    findNumber(any, typed)
  })
}

function findWord(clients: QueryBuilder, word: string) {
  clients.whereLike('search_key', containing(foldedText(word)))
  findNumber(clients, word)
}

function findNumber(clients: QueryBuilder, typed: string) {
  const digits = digitsSearched(typed)
  if (digits !== null) clients.orWhereLike('phone_key', containing(digits))
}
