package workflows

import (
	"luxing/workflows/calendar"
	"luxing/workflows/casefile"
)

// The price of what was sold pays from the day on which the ruling that confirms
// the sale took effect, and a deduction from its own day, however late the money
// arrives (迟延履行利息解释第3条第2款).

// countsOn is the day from which money pays the debt.
func (e *enforcementRun) countsOn(p casefile.Payment) calendar.Date {
	if h := e.holding(p.Asset); p.Asset != "" && h != nil && !h.SoldOn.IsZero() {
		return h.SoldOn
	}
	return p.On
}

// checkPrice judges money that is said to be the price of an asset.
func (e *enforcementRun) checkPrice(form *casefile.PaymentForm) *casefile.Refusal {
	if form.Asset == "" {
		return nil
	}
	h := e.holding(form.Asset)
	if !e.since(joinder) || h == nil || h.SoldOn.IsZero() {
		return wrong("data.asset", "该财产没有成交或者划拨 that asset was neither sold nor deducted here", "已成交（asset_sold）或者已划拨（deduct_asset）的财产，或者不填 one that was (asset_sold, deduct_asset), or leave it out")
	}
	left := h.PriceFen
	for _, p := range e.Payments {
		if p.Asset == form.Asset {
			left -= p.AmountFen
		}
	}
	switch {
	case form.Payer != h.Owner:
		return wrong("data.payer", "变价款计为所有人的履行 the price is its owner's payment", "财产所有人“%[1]s” the owner, %[1]s", h.Owner)
	case form.On.Before(h.SoldOn):
		return wrong("data.on", "不早于成交或者划拨 not before it was sold", "%[1]s或者更晚 %[1]s or later", h.SoldOn)
	case form.AmountFen > left:
		return wrong("data.amountFen", "不得超过尚未到账的价款 no more than is left of the price", "%s", atMostFen(left))
	}
	return nil
}
