import { test } from '@japa/runner'
import { escapedHtml, foldedText, plainDigits } from '#formats/words/text'

test.group('A text that is compared', () => {
  test('has no accents and no capitals', ({ assert }) => {
    assert.equal(foldedText('Dieciséis'), foldedText('DIECISEIS'))
    assert.equal(foldedText('Zwölf'), 'zwolf')
    assert.equal(foldedText('أحد عشر'), foldedText('احد عشر'))
  })

  test('has the digits of every keyboard', ({ assert }) => {
    assert.equal(plainDigits('٠١٢٣٤٥٦٧٨٩ ۰۱۲۳۴۵۶۷۸۹ 12'), '0123456789 0123456789 12')
  })

  test('stands in an attribute of HTML as it was', ({ assert }) => {
    assert.equal(escapedHtml(`a<b> & "c" 'd'`), 'a&lt;b&gt; &amp; &quot;c&quot; &#39;d&#39;')
  })
})
