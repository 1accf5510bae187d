// A transaction as a person reads it: no drops, no hex, no field names where words will do.

const DROPS = /^\d+$/, HEX = /^([0-9a-f]{2})+$/i, RIPPLE_EPOCH = 946684800;
const MONEY = ['Amount', 'SendMax', 'DeliverMin', 'DeliverMax', 'TakerGets', 'TakerPays', 'LimitAmount', 'Fee', 'Balance',
  'Amount2', 'Asset', 'Asset2', 'EPrice', 'LPTokenIn', 'LPTokenOut', 'NFTokenBrokerFee', 'MinimumBidAmount'];
const MOMENTS = ['Expiration', 'CancelAfter', 'FinishAfter'];
const TEXTS = ['Domain', 'URI'];
const LABELS = {
  Account: 'From', Destination: 'To', DestinationTag: 'Destination tag', SourceTag: 'Source tag', SendMax: 'Spends at most',
  DeliverMin: 'Delivers at least', DeliverMax: 'Delivers at most', TakerGets: 'You give', TakerPays: 'You get',
  LimitAmount: 'Limit', Fee: 'Network fee', InvoiceID: 'Invoice', LastLedgerSequence: 'Valid up to ledger',
  NFTokenID: 'Token', NFTokenSellOffer: 'Sell offer', NFTokenBuyOffer: 'Buy offer', EPrice: 'Price' };
const FIRST = ['Amount', 'TakerGets', 'TakerPays', 'LimitAmount', 'Destination', 'DestinationTag', 'SendMax', 'DeliverMin', 'Account'];
const LAST = ['Fee', 'Sequence', 'LastLedgerSequence', 'SourceTag', 'Flags'];
const HIDDEN = ['TransactionType', 'SignIn', 'Memos'];
const PAYMENT_FLAGS = [[0x10000, 'No direct path'], [0x20000, 'Partial payment: less than the amount may be delivered'], [0x40000, 'Limit quality']];

const grouped = digits => digits.replace(/\B(?=(\d{3})+$)/g, ',');

export function xrp(drops) {
  const digits = drops.replace(/^0+(?=\d)/, '').padStart(7, '0');
  const rest = digits.slice(-6).replace(/0+$/, '');
  return grouped(digits.slice(0, -6)) + (rest ? '.' + rest : '');
}

function text(hex) {
  if (!HEX.test(hex)) return hex;
  try {
    const bytes = Uint8Array.from(hex.match(/../g), h => parseInt(h, 16));
    const decoded = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return /[\0-\x08\x0e-\x1f\x7f]/.test(decoded) ? hex : decoded;
  } catch { return hex; }
}

function currency(code) {
  if (!/^[0-9A-F]{40}$/i.test(code)) return code;
  if (/^03/.test(code)) return 'LP tokens';
  return text(code.replace(/(00)+$/, ''));
}

function quantity(value) {
  const [, sign, whole, rest] = /^(-?)(\d+)(\.\d+)?$/.exec(value) || [];
  return whole === undefined ? value : sign + grouped(whole) + (rest || '');
}

// [what, where from]: "25 XRP", or "10 USD" issued by somebody.
export function amount(value, network) {
  if (typeof value === 'string' && DROPS.test(value)) return [xrp(value) + (network.startsWith('XAHAU') ? ' XAH' : ' XRP'), ''];
  if (value && value.mpt_issuance_id) return [quantity(String(value.value)) + ' tokens', 'of issuance ' + value.mpt_issuance_id];
  if (value && value.currency) {
    const what = (value.value === undefined ? '' : quantity(String(value.value)) + ' ') + currency(value.currency);
    return [what, value.issuer ? 'issued by ' + value.issuer : ''];
  }
  return null;
}

export const words = name => LABELS[name] || name.replace(/([a-z])([A-Z])/g, '$1 $2').replace(/ [A-Z](?=[a-z])/g, c => c.toLowerCase());

export function headline({ tx_type: type, request_json: tx, network }) {
  const money = field => (amount(tx[field], network) || ['?'])[0];
  switch (type) {
    case 'SignIn': return 'Sign in';
    case 'Payment': return tx.Amount === undefined ? 'Pay' : 'Pay ' + money('Amount');
    case 'TrustSet': return 'Trust up to ' + money('LimitAmount');
    case 'OfferCreate': return 'Trade ' + money('TakerGets') + ' for ' + money('TakerPays');
    case 'EscrowCreate': return 'Lock ' + money('Amount') + ' in escrow';
    case 'CheckCreate': return 'Write a check for ' + money('SendMax');
    case 'AccountDelete': return 'Delete the account';
    case 'PaymentChannelAuthorize': return 'Authorize ' + money('Amount') + ' of a payment channel';
    default: return words(type.replace(/^NFToken/, 'NFT')).replace(/^NF T/, 'NFT');
  }
}

function value(name, given, type, network) {
  const money = MONEY.includes(name) && amount(given, network);
  if (money) return money;
  if (MOMENTS.includes(name) && Number.isInteger(given))
    return [new Date((given + RIPPLE_EPOCH) * 1000).toISOString().replace('T', ' ').replace(/\.\d+Z/, ' UTC'), ''];
  if (name === 'Flags' && type === 'Payment' && Number.isInteger(given)) {
    const set = PAYMENT_FLAGS.filter(([bit]) => given & bit).map(([, meaning]) => meaning);
    return [set.length ? set.join('\n') : String(given), ''];
  }
  if (TEXTS.includes(name) && typeof given === 'string') return [text(given), ''];
  return [typeof given === 'object' ? JSON.stringify(given, null, 1) : String(given), ''];
}

// [label, what, more] for each field that says something.
export function fields({ tx_type: type, request_json: tx, network, memos }) {
  const place = name => FIRST.includes(name) ? FIRST.indexOf(name) : LAST.includes(name) ? 1000 + LAST.indexOf(name) : 500;
  const rows = Object.entries(tx).filter(([name]) => !HIDDEN.includes(name))
    .sort(([a], [b]) => place(a) - place(b))
    .map(([name, given]) => [words(name), ...value(name, given, type, network)]);
  for (const { Memo: memo } of memos || [])
    rows.push([memo.MemoType ? 'Memo: ' + memo.MemoType : 'Memo', memo.MemoData || '', memo.MemoFormat || '']);
  return rows;
}

export function left(seconds) {
  if (seconds <= 0) return 'expired';
  const units = [['day', 86400], ['hour', 3600], ['minute', 60]];
  const [name, size] = units.find(([, s]) => seconds >= 2 * s) || ['second', 1];
  const n = Math.floor(seconds / size);
  return n + ' ' + name + (n === 1 ? '' : 's') + ' left';
}

export const shorter = account => account.length > 16 ? account.slice(0, 7) + '…' + account.slice(-5) : account;

export const webLink = url => url && /^https?:\/\//i.test(url) ? url : null;
