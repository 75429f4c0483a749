'use strict';

// The page of the simulated systems: reads their state every second and draws what changed. Data is only ever set as text.

const FIELD_NAMES = {
  QB_INVOICE_NUMBER: 'Invoice',
  QB_INVOICE_URL: 'Pay link',
  QB_PAYMENT_DATE: 'Paid on',
  QB_PAID: 'Paid in full',
  QB_PAID_AMOUNT: 'Paid so far',
};
const WON = 142;

// Where Wonbooks itself is.
let home = '/';

/** Makes an element: `el('p.soft', 'text', child)`. */
function el(name, ...children) {
  const [tag, ...classes] = name.split('.');
  const element = document.createElement(tag);
  if (classes.length) element.className = classes.join(' ');
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}

const money = (amount) => Number(amount).toLocaleString('en-US', { style: 'currency', currency: 'USD' });

/** A button; `label` is what it is called where several have the same text. */
function button(text, label, path, said, name = 'button.act') {
  const element = el(name, text);
  element.type = path ? 'button' : 'submit';
  element.setAttribute('aria-label', label);
  if (path) element.addEventListener('click', () => act(element, path, said));
  return element;
}

/** Posts an action, shows at once what it changed, and says what it was. */
async function act(pressed, path, said) {
  // Not disabled: that would lose the focus.
  if (pressed.ariaDisabled) return;
  pressed.ariaDisabled = 'true';
  try {
    const answer = await fetch(path, { method: 'POST' });
    const words = answer.ok ? said : `That did not work: ${(await answer.json()).detail || answer.status}`;
    await refresh();
    notice(words);
  } catch {
    notice('The sandbox does not answer. Is it still running?');
  } finally {
    pressed.ariaDisabled = null;
  }
}

function notice(text) {
  const element = document.getElementById('notice');
  element.textContent = text;
  clearTimeout(notice.timer);
  notice.timer = setTimeout(() => (element.textContent = ''), 8000);
}

// Elements by key, kept as long as what they show stays the same: a half-typed amount survives the next reading.
const drawn = new Map();

function keep(key, data, draw) {
  const json = JSON.stringify(data);
  const before = drawn.get(key);
  if (before && before.json === json) return before.element;
  const element = draw(data);
  if (before) {
    element.classList.add('changed');
    element.querySelectorAll('details').forEach((one) => (one.open = !!before.element.querySelector('details[open]')));
    before.element.successor = element;
  }
  drawn.set(key, { json, element });
  return element;
}

/** Puts these children in this order, moving none that is in place: a moved input loses its focus. */
function put(parent, children) {
  [...parent.children].filter((child) => !children.includes(child)).forEach((child) => child.remove());
  children.forEach((child, index) => {
    if (parent.children[index] !== child) parent.insertBefore(child, parent.children[index] || null);
  });
  return parent;
}

/** An element that stays and whose children are placed anew. */
function stays(key, name, children) {
  if (!drawn.has(key)) drawn.set(key, { element: el(name) });
  return put(drawn.get(key).element, children);
}

function fieldValue(code, value) {
  if (code === 'QB_INVOICE_URL' && /^https?:\/\//.test(value)) {
    const link = el('a', 'open');
    link.href = value;
    link.rel = 'noopener noreferrer';
    link.target = '_blank';
    return link;
  }
  if (code === 'QB_PAID_AMOUNT') return money(value);
  if (code === 'QB_PAID') return value === 'true' ? 'yes' : 'not yet';
  return value;
}

/** What is there to be said of a won deal that no invoice came of. */
function unbilled({ id, name, price }) {
  const link = el('a', 'Ask Wonbooks why');
  link.href = `${home}deals?q=${id}`;
  link.setAttribute('aria-label', `Ask Wonbooks why ${name} has no invoice`);
  return el('p.soft', Number(price) === 0 ? 'No invoice: an amount of 0 is nothing to bill. ' : 'No invoice so far. ', link);
}

function deal(lead) {
  const person = lead.contact && lead.contact.name;
  const who = [...new Set([lead.company && lead.company.name, person].filter(Boolean))].join(' · ') || 'nobody to bill';
  const address = lead.contact ? lead.contact.email || 'no e-mail' : null;
  const won = lead.status === WON;
  const billed = lead.fields.QB_INVOICE_ID;
  const card = el('article.card',
    el('p.head', el('span', lead.name), el('span.money', money(lead.price))),
    el('div.foot', el('p.soft', who, ...(address ? [document.createElement('br'), address] : [])),
      won || billed ? null : button('Win', `Win ${lead.name}`, `kommo/leads/${lead.id}/win`,
        `${lead.name} is won. If there is something to bill, its invoice appears in the books.`)));
  card.append(...lead.tasks.filter((task) => !task.completed).map((task) => el('p.task', `Task: ${task.text}`)));
  if (won && !billed) card.append(unbilled(lead));
  const written = Object.keys(FIELD_NAMES).filter((code) => lead.fields[code] !== undefined);
  if (written.length) {
    card.append(el('dl', ...written.flatMap((code) =>
      [el('dt', FIELD_NAMES[code]), el('dd', fieldValue(code, lead.fields[code]))])));
  }
  if (lead.notes.length) {
    card.append(el('details', el('summary', `${lead.notes.length} ${lead.notes.length === 1 ? 'note' : 'notes'}`),
      el('ul', ...lead.notes.map((note) => el('li', note)))));
  }
  return card;
}

function stage(pipeline, status, leads) {
  const here = leads.filter((lead) => lead.pipeline === pipeline.id && lead.status === status.id);
  const key = `stage ${pipeline.id} ${status.id}`;
  const head = stays(`${key} head`, 'header', [
    keep(`${key} name`, status.name, (name) => el('h3', name)),
    keep(`${key} sum`, [here.length, here.reduce((sum, lead) => sum + Number(lead.price), 0)],
      ([count, sum]) => el('p.money', `${count} · ${money(sum)}`)),
  ]);
  const column = stays(key, 'div.stage', [head, ...here.map((lead) => keep(`lead ${lead.id}`, lead, deal))]);
  column.classList.toggle('empty', here.length === 0);
  column.classList.toggle('won', status.id === WON);
  return column;
}

function account({ subdomain, name }, pipelines, leads) {
  const key = `account ${subdomain}`;
  const boards = pipelines.flatMap((pipeline) => {
    const board = stays(`pipeline ${pipeline.id}`, 'div.board',
      pipeline._embedded.statuses.map((status) => stage(pipeline, status, leads)));
    board.classList.toggle('idle', !leads.some((lead) => lead.pipeline === pipeline.id));
    return [keep(`pipeline ${pipeline.id} name`, pipeline.name, (text) => el('p.pipeline', `Pipeline: ${text}`)), board];
  });
  return stays(key, 'div.group', [
    keep(`${key} head`, [name, leads.length], () => el('div.side-head', el('h2', name),
      el('p.soft', 'in Kommo'), el('p.soft', `${leads.length} deals`))),
    ...boards,
  ]);
}

/** What undoes an invoice or a payment, which is called `what`. */
function corrections(base, voided, what) {
  return el('div.corrections',
    voided ? null : button('Void', `Void ${what}`, `${base}/void`, `${what} is void.`, 'button.small'),
    button('Delete', `Delete ${what}`, `${base}/delete`, `${what} is deleted.`, 'button.small'));
}

function invoice(bill) {
  const paid = Number(bill.balance) === 0;
  const base = `quickbooks/invoices/${bill.id}`;
  const part = !paid && Number(bill.balance) < Number(bill.total);
  const state = bill.voided ? el('span.badge', 'Voided') : paid ? el('span.badge.good', 'Paid') : part ? el('span.badge.warn', 'Partly paid') : el('span.badge', 'Open');
  const sent = bill.deliveryError ? el('span.badge.warn', `E-mail came back: ${bill.deliveryError}`) : bill.emails > 0
    ? el('span.badge.good', bill.emails === 1 ? 'E-mailed' : `E-mailed ${bill.emails} times`)
    : el('span.badge', 'Not e-mailed');
  const card = el('article.card.invoice',
    el('p.head', el('span', `${bill.docNumber || 'no number'} · ${bill.customer}`), el('span.money', money(bill.total))),
    el('div.badges', state, sent, paid ? null : el('span.badge.money', `${money(bill.balance)} open`)));
  if (!paid) {
    const amount = el('input');
    Object.assign(amount, { type: 'number', min: '0.01', max: bill.balance, step: '0.01', inputMode: 'decimal',
      placeholder: `${money(bill.balance)} (all of it)` });
    amount.setAttribute('aria-label', `Amount to pay of invoice ${bill.docNumber}`);
    const submit = button('Pay', `Pay invoice ${bill.docNumber}`);
    const form = el('form', amount, submit);
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      const query = amount.value ? `?amount=${encodeURIComponent(amount.value)}` : '';
      act(submit, `${base}/pay${query}`, `Invoice ${bill.docNumber} is paid. Its deal shows it in a moment.`);
    });
    card.append(form);
  }
  const what = `Invoice ${bill.docNumber || bill.id}`;
  const undo = corrections(base, bill.voided, what);
  if (bill.emails > 0 && !bill.deliveryError && !bill.voided) {
    undo.append(button('E-mail comes back', `E-mail comes back: ${what}`, `${base}/return`, `The e-mail of ${what} came back.`,
      'button.small'));
  }
  card.append(undo);
  return card;
}

function payment({ id, customer, total, voided, paid }) {
  const what = voided ? 'voided' : paid.length ? `for ${paid.join(', ')}` : 'not applied';
  const base = `quickbooks/payments/${id}`;
  return el('div.row', el('span', customer, ' ', el('span.soft', what)), el('span.money', money(total)),
    corrections(base, voided, `Payment ${id} of ${customer}`));
}

function realm({ realmId, companyName, reads, invoices, payments }) {
  const key = `realm ${realmId}`;
  const newestFirst = (list) => [...list].sort((one, other) => Number(other.id) - Number(one.id));
  const children = [
    keep(`${key} head`, [companyName, reads], () => el('div.side-head', el('h2', companyName),
      el('p.soft', 'in QuickBooks'), el('p.soft', `${reads} metered ${reads === 1 ? 'read' : 'reads'}`))),
    ...newestFirst(invoices).map((bill) => keep(`invoice ${bill.id}`, bill, invoice)),
  ];
  if (!invoices.length) children.push(keep(`${key} none`, '', () => el('p.nothing', 'No invoices yet')));
  if (payments.length) {
    const numbers = new Map(invoices.map((bill) => [bill.id, bill.docNumber]));
    const receipts = payments.map((one) => ({ ...one,
      paid: one.lines.filter((line) => line.entity === 'Invoice').map(({ id }) => numbers.get(id) || id) }));
    children.push(stays(`${key} payments`, 'div.list', [
      keep(`${key} payments head`, '', () => el('h3', 'Payments received')),
      ...newestFirst(receipts).map((receipt) => keep(`payment ${receipt.id}`, receipt, payment)),
    ]));
  }
  return stays(key, 'div.group', children);
}

function draw({ kommo, quickbooks, clock, console: address }) {
  home = address;
  document.getElementById('console').href = home;
  const focused = document.activeElement;
  const place = { card: focused.closest('.card, .row'), side: focused.closest('section'), seen: focused.matches(':focus-visible') };
  // A second account or company shows once something happened there.
  const accounts = kommo.accounts.filter((one, index) =>
    index === 0 || kommo.leads.some((lead) => lead.account === one.subdomain));
  const realms = quickbooks.realms.filter((one, index) => index === 0 || one.invoices.length || one.payments.length);
  put(document.getElementById('deals'), accounts.map((one) => account(one,
    kommo.pipelines.filter((pipeline) => pipeline.account_id === one.id),
    kommo.leads.filter((lead) => lead.account === one.subdomain))));
  put(document.getElementById('books'), realms.map(realm));
  if (document.activeElement !== focused) refocus(focused, place);
  document.getElementById('invoice-count').textContent =
    realms.reduce((count, one) => count + one.invoices.length, 0) || '';
  const time = new Date(clock);
  status(false, time.toLocaleString([], { dateStyle: 'medium', timeStyle: 'short' }));
}

/** What had the focus is gone: it goes to what has its place, or as near as there is. */
function refocus(lost, { card, side, seen }) {
  const now = card && card.successor;
  const name = (element) => element.ariaLabel || element.textContent;
  const same = now && [...now.querySelectorAll('a, button, input, summary')].find((one) => name(one) === name(lost));
  const next = lost.isConnected ? lost : same || now || side;
  if (next === now) now.tabIndex = -1;
  // Whoever uses a pointer looks where that is.
  if (next) next.focus({ preventScroll: !seen });
}

function status(lost, text) {
  const live = document.getElementById('live');
  live.classList.toggle('lost', lost);
  if (live.textContent !== text) live.textContent = text;
}

async function refresh() {
  const answer = await fetch('state', { cache: 'no-store' });
  if (!answer.ok) throw new Error(`state answered ${answer.status}`);
  draw(await answer.json());
}

async function watch() {
  try {
    if (!document.hidden) await refresh();
  } catch (problem) {
    console.error(problem);
    status(true, 'not reachable');
  }
  setTimeout(watch, 1000);
}

for (const choice of document.querySelectorAll('.views button')) {
  choice.addEventListener('click', () => {
    document.body.dataset.view = choice.dataset.view;
    document.querySelectorAll('.views button').forEach((one) => one.setAttribute('aria-pressed', String(one === choice)));
  });
}
document.getElementById('reset').addEventListener('click', (event) => {
  if (confirm('Both systems go back to how they were at first, with new deals. What Wonbooks knows of the earlier ones stays.')) {
    act(event.target, 'reset', 'Both systems are as they were at first.');
  }
});
watch();
