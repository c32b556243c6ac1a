# Means per setting from the rows, with R: Rscript read.R DIR METRIC, after `folkmoot summarize DIR`.
args <- commandArgs(trailingOnly = TRUE)
metric <- args[2]
read <- function(name) read.csv(file.path(args[1], name), check.names = FALSE)
runs <- subset(read("runs.csv"), status == "ok")
levers <- subset(read("columns.csv"), file == "runs.csv" & role == "lever")$column
own <- aggregate(runs[metric], runs[levers], mean, na.rm = TRUE)
told <- read("settings.csv")
both <- merge(own, told[told$metric == metric, c(levers, "mean")], by = levers)
print(both)
stopifnot(nrow(both) == nrow(own), max(abs(both[[metric]] - both$mean)) < 1e-9)
